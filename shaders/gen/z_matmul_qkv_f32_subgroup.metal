#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _28
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _70 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _73 = (_70 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _83 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 0u
#endif
constant uint _118 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _119 = (_118 == 0u);

struct _125
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    float _m7;
    float _m8;
};

struct _148
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _161 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _162 = (_161 + 3u);
constant uint _163 = (_162 / 4u);
constant bool _179 = (_118 == 2u);

struct _211
{
    float _m0[1];
};

struct _228
{
    float _m0[1];
};

struct _249
{
    float _m0[1];
};

struct _301
{
    float _m0[1];
};

constant bool _311 = (_118 == 0u);
#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _371 = SPIRV_CROSS_CONSTANT_ID_2;

struct _419
{
    uint4 _m0[1];
};

struct _527
{
    uint4 _m0[1];
};

struct _641
{
    uint4 _m0[1];
};

constant uint _797 = (_371 + _83);
constant uint _798 = (_797 - 1u);
constant uint _799 = (_798 / _83);

struct _840
{
    float _m0[1];
};

struct _858
{
    float _m0[1];
};

struct _872
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _886 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_886, 1u, 1u);

kernel void main0(constant _125& _127 [[buffer(0)]], const device _148& _150 [[buffer(2)]], const device _301& _303 [[buffer(3)]], const device _228& _230 [[buffer(4)]], const device _211& _213 [[buffer(5)]], device _249& _251 [[buffer(6)]], const device _419& _421 [[buffer(7)]], const device _527& _529 [[buffer(9)]], const device _641& _643 [[buffer(11)]], device _840& _842 [[buffer(13)]], device _858& _860 [[buffer(14)]], device _872& _874 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _86[_83];
    threadgroup float4 _166[_163];
    uint _698 = ((_127._m4 + _371) - 1u) / _371;
    uint _1658;
    uint _1673;
    uint _1688;
    if (gl_WorkGroupID.x >= _698)
    {
        uint _707 = gl_WorkGroupID.x - _698;
        uint _715 = ((_127._m5 + _371) - 1u) / _371;
        bool _716 = _707 >= _715;
        uint _1674;
        uint _1689;
        if (_716)
        {
            _1689 = _127._m6;
            _1674 = _707 - _715;
        }
        else
        {
            _1689 = _127._m5;
            _1674 = _707;
        }
        _1688 = _1689;
        _1673 = _1674;
        _1658 = _716 ? 2u : 1u;
    }
    else
    {
        _1688 = _127._m4;
        _1673 = gl_WorkGroupID.x;
        _1658 = 0u;
    }
    do
    {
        if (_119)
        {
            break;
        }
        uint _939 = gl_WorkGroupID.y * _127._m3;
        float _1642;
        _1642 = 0.0;
        for (uint _1641 = gl_LocalInvocationID.x; _1641 < _127._m3; )
        {
            uint _951 = (_939 + _1641) / 4u;
            uint _953 = _1641 % 4u;
            ((threadgroup float*)&_166[_1641 / 4u])[_953] = ((device float*)&_150._m0[_951])[_953];
            _1642 = fma(((device float*)&_150._m0[_951])[_953], ((device float*)&_150._m0[_951])[_953], _1642);
            _1641 += _83;
            continue;
        }
        float _1647;
        if (_179)
        {
            float _1645;
            do
            {
                float _1086 = simd_sum(_1642);
                if (_73)
                {
                    _1645 = _1086;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1090 = simd_is_first();
                if (_1090)
                {
                    _86[gl_SubgroupID] = _1086;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1644;
                _1644 = _86[0];
                for (uint _1643 = 1u; _1643 < gl_NumSubgroups; )
                {
                    _1644 += _86[_1643];
                    _1643++;
                    continue;
                }
                _1645 = _1644;
                break;
            } while(false);
            float _981 = 1.0 / sqrt((_1645 / float(_127._m3)) + _127._m8);
            float _1648;
            _1648 = 0.0;
            float _1027;
            for (uint _1646 = gl_LocalInvocationID.x; _1646 < _127._m3; _1648 = _1027, _1646 += _83)
            {
                uint _992 = _939 + _1646;
                uint _996 = _1646 / 4u;
                uint _998 = _1646 % 4u;
                float _1000 = ((threadgroup float*)&_166[_996])[_998];
                float _1007 = fma(_1000 * _981, _230._m0[_1646], _213._m0[_992]);
                ((threadgroup float*)&_166[_996])[_998] = _1007;
                if (gl_WorkGroupID.x == 0u)
                {
                    _251._m0[_992] = _1007;
                }
                _1027 = fma(_1007, _1007, _1648);
            }
            _1647 = _1648;
        }
        else
        {
            _1647 = _1642;
        }
        float _1651;
        do
        {
            float _1128 = simd_sum(_1647);
            if (_73)
            {
                _1651 = _1128;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1132 = simd_is_first();
            if (_1132)
            {
                _86[gl_SubgroupID] = _1128;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1650;
            _1650 = _86[0];
            for (uint _1649 = 1u; _1649 < gl_NumSubgroups; )
            {
                _1650 += _86[_1649];
                _1649++;
                continue;
            }
            _1651 = _1650;
            break;
        } while(false);
        float _1043 = 1.0 / sqrt((_1651 / float(_127._m3)) + _127._m7);
        for (uint _1652 = gl_LocalInvocationID.x; _1652 < _127._m3; )
        {
            uint _1053 = _1652 / 4u;
            uint _1055 = _1652 % 4u;
            ((threadgroup float*)&_166[_1053])[_1055] = (((threadgroup float*)&_166[_1053])[_1055] * _1043) * _303._m0[_1652];
            _1652 += _83;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _433[_371];
    for (uint _1655 = 0u; _1655 < _371; )
    {
        _433[_1655] = 0.0;
        _1655++;
        continue;
    }
    bool _744 = _1658 == 0u;
    if (_744)
    {
        uint _748 = _1673 * _371;
        uint _1719;
        _1719 = gl_LocalInvocationID.x;
        _28 _1164[_371];
        for (; _1719 < _127._m0; _1719 += _83)
        {
            for (uint _1777 = 0u; _1777 < _371; )
            {
                _1164[_1777] = _28{ uint4(4u * ((min((_748 + _1777), (_1688 - 1u)) * _127._m0) + _1719)), 1.0, 0.0 };
                _1777++;
                continue;
            }
            uint _1778;
            _1778 = 0u;
            for (; _1778 < 4u; _1778++)
            {
                uint _1209 = (4u * _1719) + _1778;
                float4 _1781;
                do
                {
                    if (_311)
                    {
                        _1781 = _150._m0[(gl_WorkGroupID.y * (_127._m3 / 4u)) + _1209];
                        break;
                    }
                    _1781 = _166[_1209];
                    break;
                } while(false);
                for (uint _1782 = 0u; _1782 < _371; )
                {
                    float4 _1224 = as_type<float4>(_421._m0[_1164[_1782]._m0.x + _1778]);
                    _433[_1782] = fma(_1781.w, _1224.w, fma(_1781.z, _1224.z, fma(_1781.y, _1224.y, fma(_1781.x, _1224.x, _433[_1782]))));
                    _1782++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_1658 == 1u)
        {
            uint _761 = _1673 * _371;
            uint _1710;
            _1710 = gl_LocalInvocationID.x;
            _28 _1300[_371];
            for (; _1710 < _127._m0; _1710 += _83)
            {
                for (uint _1711 = 0u; _1711 < _371; )
                {
                    _1300[_1711] = _28{ uint4(4u * ((min((_761 + _1711), (_1688 - 1u)) * _127._m0) + _1710)), 1.0, 0.0 };
                    _1711++;
                    continue;
                }
                uint _1712;
                _1712 = 0u;
                for (; _1712 < 4u; _1712++)
                {
                    uint _1345 = (4u * _1710) + _1712;
                    float4 _1715;
                    do
                    {
                        if (_311)
                        {
                            _1715 = _150._m0[(gl_WorkGroupID.y * (_127._m3 / 4u)) + _1345];
                            break;
                        }
                        _1715 = _166[_1345];
                        break;
                    } while(false);
                    for (uint _1716 = 0u; _1716 < _371; )
                    {
                        float4 _1360 = as_type<float4>(_529._m0[_1300[_1716]._m0.x + _1712]);
                        _433[_1716] = fma(_1715.w, _1360.w, fma(_1715.z, _1360.z, fma(_1715.y, _1360.y, fma(_1715.x, _1360.x, _433[_1716]))));
                        _1716++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _770 = _1673 * _371;
            uint _1701;
            _1701 = gl_LocalInvocationID.x;
            _28 _1436[_371];
            for (; _1701 < _127._m0; _1701 += _83)
            {
                for (uint _1702 = 0u; _1702 < _371; )
                {
                    _1436[_1702] = _28{ uint4(4u * ((min((_770 + _1702), (_1688 - 1u)) * _127._m0) + _1701)), 1.0, 0.0 };
                    _1702++;
                    continue;
                }
                uint _1703;
                _1703 = 0u;
                for (; _1703 < 4u; _1703++)
                {
                    uint _1481 = (4u * _1701) + _1703;
                    float4 _1706;
                    do
                    {
                        if (_311)
                        {
                            _1706 = _150._m0[(gl_WorkGroupID.y * (_127._m3 / 4u)) + _1481];
                            break;
                        }
                        _1706 = _166[_1481];
                        break;
                    } while(false);
                    for (uint _1707 = 0u; _1707 < _371; )
                    {
                        float4 _1496 = as_type<float4>(_643._m0[_1436[_1707]._m0.x + _1703]);
                        _433[_1707] = fma(_1706.w, _1496.w, fma(_1706.z, _1496.z, fma(_1706.y, _1496.y, fma(_1706.x, _1496.x, _433[_1707]))));
                        _1707++;
                        continue;
                    }
                }
            }
        }
    }
    float _802[_799];
    for (uint _1720 = 0u; _1720 < _371; _1720++)
    {
        float _789 = _433[_1720];
        float _1772;
        do
        {
            float _1578 = simd_sum(_789);
            if (_73)
            {
                _1772 = _1578;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1582 = simd_is_first();
            if (_1582)
            {
                _86[gl_SubgroupID] = _1578;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1771;
            _1771 = _86[0];
            for (uint _1770 = 1u; _1770 < gl_NumSubgroups; )
            {
                _1771 += _86[_1770];
                _1770++;
                continue;
            }
            _1772 = _1771;
            break;
        } while(false);
        if ((_1720 % _83) == gl_LocalInvocationID.x)
        {
            _802[_1720 / _83] = _1772;
        }
    }
    for (uint _1721 = 0u; _1721 < _799; _1721++)
    {
        uint _821 = (_1721 * _83) + gl_LocalInvocationID.x;
        uint _826 = (_1673 * _371) + _821;
        if ((_821 < _371) && (_826 < _1688))
        {
            if (_744)
            {
                _842._m0[(gl_WorkGroupID.y * _1688) + _826] = _802[_1721];
            }
            else
            {
                if (_1658 == 1u)
                {
                    _860._m0[(gl_WorkGroupID.y * _1688) + _826] = _802[_1721];
                }
                else
                {
                    _874._m0[(gl_WorkGroupID.y * _1688) + _826] = _802[_1721];
                }
            }
        }
    }
}

