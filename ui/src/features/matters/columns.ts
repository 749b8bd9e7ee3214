import { useGridTable } from '../../components/grid/columns'

export const collectionTable = useGridTable({
  columns: () => [
    { id: '#', label: '序号', width: 62, align: 'right' },
    { id: 'name', label: '姓名', width: 84 },
    { id: 'submitted', label: '交表时间', width: 104, align: 'center' },
    { id: 'state', label: '状态', width: 96, align: 'center' },
    { id: 'received_by', label: '收表人', width: 90 },
    { id: 'signed', label: '封面填表日期', width: 108, align: 'center' },
    { id: 'why', label: '报告依据', width: 190 },
    { id: 'layer', label: '层级', width: 84, align: 'center' },
    { id: 'unit', label: '单位', width: 160 },
    { id: 'title', label: '职务', width: 170 },
    { id: 'doubts', label: '核对', width: 240 },
  ],
  pinned: ['#', 'name', 'submitted', 'state'],
  remember: 'antou.matters',
}).table

export const checksTable = useGridTable({
  columns: () => [
    { id: '#', label: '序号', width: 62, align: 'right' },
    { id: 'name', label: '姓名', width: 84 },
    { id: 'result', label: '查核结论', width: 96, align: 'center' },
    { id: 'checked', label: '查核时间', width: 100, align: 'center' },
    { id: 'handling', label: '处理方式', width: 150 },
    { id: 'handled', label: '处理时间', width: 100, align: 'center' },
    { id: 'until', label: '影响期至', width: 128, align: 'center' },
    { id: 'doubts', label: '核对', width: 230 },
    { id: 'kind', label: '查核类别', width: 84, align: 'center' },
    { id: 'cause', label: '情形', width: 110 },
    { id: 'batch', label: '批次', width: 150 },
    { id: 'unit', label: '单位', width: 160 },
    { id: 'title', label: '职务', width: 170 },
  ],
  pinned: ['#', 'name', 'result'],
  remember: 'antou.matters.checks',
}).table
